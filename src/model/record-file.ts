// The list of files that an installer of Python packages leaves beside them.
// https://packaging.python.org/en/latest/specifications/recording-installed-packages/#the-record-file

/** @returns the paths in the text of a `RECORD`, as they stand there: relative to the folder of its `.dist-info` */
export function filesInRecord(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.replace(/^"|"?,[^,]*,[^,]*$/g, ''));
}
