/** A file with its name among its folders: `handbook/travel.md`. */
export type UploadFile = { file: File; path: string };

const maxFilesPerRequest = 50;
const maxBytesPerRequest = 64_000_000;

/** Groups files so that no request grows too large; a file larger than that goes by itself. */
export function splitIntoRequests<Item extends { file: { size: number } }>(files: readonly Item[]): Item[][] {
  const requests: Item[][] = [];
  let bytes = 0;
  for (const each of files) {
    const current = requests.at(-1);
    if (current && current.length < maxFilesPerRequest && bytes + each.file.size <= maxBytesPerRequest) {
      current.push(each);
      bytes += each.file.size;
    } else {
      requests.push([each]);
      bytes = each.file.size;
    }
  }
  return requests;
}
