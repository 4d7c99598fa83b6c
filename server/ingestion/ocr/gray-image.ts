/** A picture in shades of grey, row by row from the top: 0 is black, 255 white. */
export type GrayImage = { width: number; height: number; pixels: Uint8Array };

/** A picture as it is decoded, and how many of its own points one of the decoded stands for. */
export type PictureFrame = { image: GrayImage; unitsPerPixel: number };

/** Light and dark of printed text differ by more than this. */
const minContrast = 40;
/** Fewer dark or light points than one in so many are dust. */
const dustShare = 5_000;

/** The whole picture is of one tone, but for dust: there is nothing to recognise. */
export function isBlank({ pixels }: GrayImage): boolean {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel]!++;
  const dust = pixels.length / dustShare;
  const toneAfter = (tones: Iterable<number>): number => {
    let count = 0;
    for (const tone of tones) {
      count += counts[tone]!;
      if (count > dust) return tone;
    }
    return 0;
  };
  const tones = Array.from({ length: 256 }, (_, tone) => tone);
  return toneAfter(tones.toReversed()) - toneAfter(tones) < minContrast;
}

/** Turned clockwise by quarters. */
export function turned(image: GrayImage, quarters: number): GrayImage {
  const { width, height, pixels } = image;
  if (quarters === 0) return image;
  const isUpright = quarters === 2;
  const result = { width: isUpright ? width : height, height: isUpright ? height : width, pixels: new Uint8Array(pixels.length) };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place =
        quarters === 1 ? x * height + (height - 1 - y) : quarters === 2 ? pixels.length - 1 - (y * width + x) : (width - 1 - x) * height + y;
      result.pixels[place] = pixels[y * width + x]!;
    }
  }
  return result;
}

/** Made larger by interpolation, or smaller by averaging. */
export function scaled(image: GrayImage, factor: number): GrayImage {
  const width = Math.max(1, Math.round(image.width * factor));
  const height = Math.max(1, Math.round(image.height * factor));
  if (width === image.width && height === image.height) return image;
  const pixels = factor < 1 ? averaged(image, width, height) : interpolated(image, width, height);
  return { width, height, pixels };
}

function averaged(image: GrayImage, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * image.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * image.height) / height));
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * image.width) / width);
      const right = Math.max(left + 1, Math.floor(((x + 1) * image.width) / width));
      let sum = 0;
      for (let row = top; row < bottom; row++) for (let column = left; column < right; column++) sum += image.pixels[row * image.width + column]!;
      pixels[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return pixels;
}

function interpolated(image: GrayImage, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const fromY = Math.min(image.height - 1, Math.max(0, ((y + 0.5) * image.height) / height - 0.5));
    const top = Math.floor(fromY) * image.width;
    const below = Math.min(image.height - 1, Math.floor(fromY) + 1) * image.width;
    const down = fromY % 1;
    for (let x = 0; x < width; x++) {
      const fromX = Math.min(image.width - 1, Math.max(0, ((x + 0.5) * image.width) / width - 0.5));
      const left = Math.floor(fromX);
      const right = Math.min(image.width - 1, left + 1);
      const across = fromX % 1;
      const upper = image.pixels[top + left]! * (1 - across) + image.pixels[top + right]! * across;
      const lower = image.pixels[below + left]! * (1 - across) + image.pixels[below + right]! * across;
      pixels[y * width + x] = Math.round(upper * (1 - down) + lower * down);
    }
  }
  return pixels;
}

/** The simplest file every reader of pictures opens: portable graymap, binary. */
export function toPgm({ width, height, pixels }: GrayImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]);
}
