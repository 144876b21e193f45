/** Code that a page fetches side by side with the backend's, where its configuration says that it will be needed. */
export const loadAppCheck = (): Promise<unknown> => import('firebase/app-check');
