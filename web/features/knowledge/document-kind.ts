/** What people call the kind of a file: its ending, or else its media type. */
export function documentKind({ name, mediaType }: { name: string; mediaType: string }): string {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  return ending?.toUpperCase() ?? mediaType.split('/').at(-1) ?? mediaType;
}
