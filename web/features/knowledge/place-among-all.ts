/** Where in the server's list the row shown at `index` stands, while those at `hiddenIndexes`, which ascend, are hidden. */
export function placeAmongAll(index: number, hiddenIndexes: readonly number[]): number {
  return hiddenIndexes.reduce((place, hiddenIndex) => (hiddenIndex <= place ? place + 1 : place), index);
}
