import { describe, expect, it } from 'vitest';
import { notificationAsker } from './notification-permission.ts';

function browser(options: { readonly permission?: NotificationPermission; readonly says?: NotificationPermission; readonly isOnlyForWorkers?: boolean; readonly refuses?: boolean }) {
  return class {
    static permission: NotificationPermission = options.permission ?? 'default';
    static made = 0;
    static async requestPermission(): Promise<NotificationPermission> {
      if (options.refuses) throw new DOMException('not in a frame', 'SecurityError');
      return (this.permission = options.says ?? this.permission);
    }
    constructor() {
      if (options.isOnlyForWorkers) throw new TypeError('Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.');
      new.target.made++;
    }
  };
}

describe('leave to notify', () => {
  it('is asked for, and is what the person says', async () => {
    for (const says of ['granted', 'denied', 'default'] as const) {
      const asker = notificationAsker(browser({ says }));
      expect(asker.answer).toBe('default');
      expect(await asker.ask()).toBe(says);
    }
  });

  it('is not to be had where the browser knows no notification, or shows none from a page', () => {
    expect(notificationAsker(undefined).answer).toBe('missing');
    expect(notificationAsker(browser({ isOnlyForWorkers: true })).answer).toBe('missing');
  });

  it('is found out without showing anything to a person who has given it', () => {
    const Notification = browser({ permission: 'granted' });
    expect([notificationAsker(Notification).answer, Notification.made]).toEqual(['granted', 0]);
  });

  it('may be refused without a question', async () => {
    expect(await notificationAsker(browser({ refuses: true })).ask()).toBe('default');
  });
});
