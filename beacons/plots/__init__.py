"""Figures of positioning, as SVG: what coverage, tracks, errors and circles look like."""
