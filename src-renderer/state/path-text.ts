/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).pop() ?? path;
}

/** The folder a path lies in: its last part, as a person knows it. */
export function folderName(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).at(-2) ?? '';
}
