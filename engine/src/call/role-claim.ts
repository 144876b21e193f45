/** This page's role in the call: which it is, how it came to it, and what the browser remembers of it. */
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { Containment } from './containment.ts';
import type { PendingCleanups } from './ending/pending-cleanups.ts';
import type { CallState } from './machine/state.ts';
import type { RoleKeeper } from './role-keeper.ts';

export interface RoleClaimPorts {
  readonly callId: CallId;
  readonly roles: RoleKeeper;
  /** Given where the parties clean up after a call. */
  readonly pendingCleanups?: PendingCleanups | undefined;
  /** Another page of this browser has taken the role over. */
  readonly onTakenOver: () => void;
  /** The call goes on where nothing can be remembered. */
  readonly containment: Containment;
}

export class RoleClaim {
  readonly #ports: RoleClaimPorts;
  #role: Role = 'caller';
  #isFirst = false;
  #hasPart = false;

  constructor(ports: RoleClaimPorts) {
    this.#ports = ports;
  }

  get role(): Role {
    return this.#role;
  }

  /** The role, if the document names this page's user, has named it, or will. */
  get part(): Role | undefined {
    return this.#hasPart ? this.#role : undefined;
  }

  /** No other page had this side before: it has opened the call, or taken the free seat. */
  get isFirst(): boolean {
    return this.#isFirst;
  }

  markFirst(): void {
    this.#isFirst = true;
  }

  /** Whether this tab had a role in the call before. */
  wasHeld(): boolean {
    let wasHeld = false;
    this.#ports.containment.tolerate('recalling a role', () => {
      wasHeld = this.#ports.roles.remembered() !== undefined;
    });
    return wasHeld;
  }

  /** With every step of the machine. */
  follow(before: CallState, after: CallState): void {
    const { callId, roles, pendingCleanups, onTakenOver, containment } = this.#ports;
    if ('role' in after) this.#role = after.role;
    if (!this.#hasPart && isTakingPart(after)) {
      this.#hasPart = true;
      containment.tolerate('remembering the call', () => pendingCleanups?.remember(callId));
    }
    if (isTakingSeat(before, after)) {
      containment.tolerate('taking the role', () => roles.take(this.#role, { isSeated: true, takesOver: false, onTakenOver }));
    }
  }

  /** The call's document is there: a page that comes back and doesn't find it is late. */
  keepStood(): void {
    this.#ports.containment.tolerate('remembering that the call stood', () => this.#ports.roles.keepStood());
  }

  /** How many persons have been let go. */
  get seat(): number {
    let seat = 0;
    this.#ports.containment.tolerate('counting seats', () => {
      seat = this.#ports.roles.seat();
    });
    return seat;
  }

  freeSeat(): void {
    this.#ports.containment.tolerate('freeing the seat', () => this.#ports.roles.freeSeat());
  }

  /** The page leaves the call and may come back. */
  letGo(): void {
    this.#ports.containment.tolerate('letting the role go', () => this.#ports.roles.letGo());
  }

  /** The call is over for this page. */
  release(): void {
    this.#ports.containment.tolerate('releasing the role', () => this.#ports.roles.release());
  }
}

function isTakingPart(state: CallState): boolean {
  const isNewCall = state.phase === 'preparing' && state.role === 'caller';
  return isNewCall || state.phase === 'ringing' || state.phase === 'returning' || state.phase === 'connecting' || state.phase === 'connected' || state.phase === 'reconnecting';
}

/** A new call, or a claim that came out: from now on the role is this page's. */
function isTakingSeat(before: CallState, after: CallState): boolean {
  const isNewCall = after.phase === 'preparing' && after.role === 'caller' && !(before.phase === 'preparing' && before.role === 'caller');
  return isNewCall || (before.phase === 'answering' && (after.phase === 'connecting' || after.phase === 'connected'));
}
