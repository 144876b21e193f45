/** Reading a file again by a handle that was stored: https://wicg.github.io/file-system-access/#api-filesystemhandle. */
interface AskablePermission {
  queryPermission(of: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission(of: { readonly mode: 'read' }): Promise<PermissionState>;
}

const isAskable = (handle: object): handle is AskablePermission => 'queryPermission' in handle && 'requestPermission' in handle;

/**
 * The file, where this page may read it. A reloaded page may have to ask the person, which browsers allow on a press alone: without one
 * the person is not asked.
 *
 * @returns undefined where it may not be read, or is gone
 */
export async function fileOf(handle: FileSystemFileHandle, isPressed = (): boolean => globalThis.navigator.userActivation?.isActive ?? false): Promise<File | undefined> {
  try {
    if (isAskable(handle)) {
      const state = await handle.queryPermission({ mode: 'read' });
      if (state !== 'granted' && !(state === 'prompt' && isPressed() && (await handle.requestPermission({ mode: 'read' })) === 'granted')) return undefined;
    }
    return await handle.getFile();
  } catch {
    return undefined;
  }
}
