/** The folder of received files in the origin private file system, and the database of what goes with files. */
export const FOLDERS = 'firelink-files';
