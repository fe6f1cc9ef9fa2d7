/** What tells one state of a file from another, and one file from another. */
export interface FileStamp {
  bytes: number;
  /** Milliseconds since 1970. */
  modified: number;
  /** The same for two paths that lead to one file. */
  identity: string;
}

/** The little the application itself does on the disk; everything else is the work of `files` processes. */
export interface Disk {
  /** Throws FileNotReadableError where there is no such file or folder. */
  stamp(path: string): Promise<FileStamp>;
  /** Removes a file of the scratch folder; none there is no failure. */
  remove(path: string): Promise<void>;
}
