/** Reads QR codes from a camera: with the browser's own eyes where it has them, else with a decoder fetched for it. */

/** Looks at the present picture; null where it sees no code. */
export type Reader = (video: HTMLVideoElement) => Promise<string | null>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = (new (options: { formats: string[] }) => Detector) & { getSupportedFormats(): Promise<string[]> };

/** A picture larger than this only costs time: a sign fills much of it [px]. */
const WIDEST_PX = 640;

export async function makeReader(): Promise<Reader> {
  const Own = (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Own && (await Own.getSupportedFormats()).includes("qr_code")) {
    const detector = new Own({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { default: decode } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return async (video) => {
    const scale = Math.min(1, WIDEST_PX / (video.videoWidth || 1));
    [canvas.width, canvas.height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
    if (!canvas.width || !canvas.height) return null;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decode(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return null;
    }
  };
}

/** Return the code of a sign from what its QR code says: a link of this page, or the code alone. */
export function codeOf(text: string): string {
  try {
    return new URL(text).searchParams.get("at") ?? "";
  } catch {
    return text.trim();
  }
}
