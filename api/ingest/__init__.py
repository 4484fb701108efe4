"""What comes in by message: queues and lift states from an MQTT broker."""
