/** Whether the system may tell of an arrival. `missing`: the browser shows none, or none from a page. */
export type NotificationAnswer = NotificationPermission | 'missing';

/** Asked for by a button, and by a drawing in a browser's place. */
export interface NotificationAsker {
  readonly answer: NotificationAnswer;
  /** Has the browser ask the person: only in a press. Never rejects. */
  ask(): Promise<NotificationAnswer>;
}

/** Of Notification (https://notifications.spec.whatwg.org/). */
export interface NotificationInterface {
  readonly permission: NotificationPermission;
  requestPermission(): Promise<NotificationPermission>;
  new (title: string): object;
}

export function notificationAsker(notification: NotificationInterface | undefined): NotificationAsker {
  let canShow: boolean | undefined;
  return {
    get answer() {
      if (!notification) return 'missing';
      canShow ??= canBeShown(notification);
      return canShow ? notification.permission : 'missing';
    },
    async ask() {
      try {
        await notification?.requestPermission();
      } catch {
        // Refused without a question, as in a frame.
      }
      return this.answer;
    },
  };
}

export const pageNotifications: NotificationAsker = notificationAsker('Notification' in globalThis ? Notification : undefined);

/**
 * Chrome on Android knows Notification and throws at its constructor: only service workers show one there. Nothing else
 * tells; and without the permission nothing is shown by asking.
 */
function canBeShown(Notification: NotificationInterface): boolean {
  if (Notification.permission !== 'default') return true;
  try {
    return new Notification('') instanceof Object;
  } catch {
    return false;
  }
}
