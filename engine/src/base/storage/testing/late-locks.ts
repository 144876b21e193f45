/** A lock manager that grants what it is asked for when it is told to, and hears no signal. */
export class LateLocks implements Pick<LockManager, 'request'> {
  readonly held: string[] = [];
  readonly #asked: (() => void)[] = [];

  request<T>(name: string, callback: LockGrantedCallback<T>): Promise<Awaited<T>>;
  request<T>(name: string, options: LockOptions, callback: LockGrantedCallback<T>): Promise<Awaited<T>>;
  request<T>(name: string, options: LockOptions | LockGrantedCallback<T>, callback?: LockGrantedCallback<T>): Promise<Awaited<T>> {
    const onGranted = callback ?? (options as LockGrantedCallback<T>);
    return new Promise((resolve) => {
      this.#asked.push(() => {
        this.held.push(name);
        resolve(
          Promise.resolve(onGranted({ name, mode: 'exclusive' })).finally(() => {
            this.held.splice(this.held.indexOf(name), 1);
          }),
        );
      });
    });
  }

  /** Grants whatever has been asked for. */
  answer(): void {
    for (const grant of this.#asked.splice(0)) grant();
  }
}
