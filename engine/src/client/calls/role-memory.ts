/** What a tab remembers of its part in calls: it outlasts a reload, and is all that the first screen needs of a role. */
import type { CallId, Role } from '#protocol/identifiers.ts';
import { browserStorage, type KeyValues } from '../../base/storage/key-values.ts';

export interface RoleMemory {
  role(callId: CallId): Role | undefined;
  keepRole(callId: CallId, role: Role): void;
  hasStood(callId: CallId): boolean;
  keepStood(callId: CallId): void;
  seat(callId: CallId): number;
  freeSeat(callId: CallId): void;
  forget(callId: CallId): void;
}

/** @param storage default: the tab's own, which outlives a reload and no more */
export function createRoleMemory(storage: KeyValues = browserStorage.session): RoleMemory {
  const roleKey = (callId: CallId): string => `firelink/role/${callId}`;
  const stoodKey = (callId: CallId): string => `firelink/stood/${callId}`;
  const seatKey = (callId: CallId): string => `firelink/seat/${callId}`;
  const seat = (callId: CallId): number => Number(storage.get(seatKey(callId)) ?? 0) || 0;
  return {
    seat,
    freeSeat: (callId) => storage.set(seatKey(callId), String(seat(callId) + 1)),
    role(callId) {
      const role = storage.get(roleKey(callId));
      return role === 'caller' || role === 'callee' ? role : undefined;
    },
    keepRole: (callId, role) => storage.set(roleKey(callId), role),
    hasStood: (callId) => storage.get(stoodKey(callId)) === 'yes',
    keepStood: (callId) => storage.set(stoodKey(callId), 'yes'),
    forget(callId) {
      storage.remove(roleKey(callId));
      storage.remove(stoodKey(callId));
      storage.remove(seatKey(callId));
    },
  };
}
