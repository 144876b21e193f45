/**
 * Takes the exchange of a connection's short authentication string to its outcome: the caller reveals its nonce on the
 * channel, and both sides compute the digits, or learn that there are none to compare.
 */
import type { Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import { isText } from '../../base/parse.ts';
import type { MessageType } from '../channels/message-registry.ts';
import { SAS_MS } from '../machine/timings.ts';
import type { SasExchange } from './sas-exchange.ts';

/** 16 bytes, base64url. */
const NONCE = /^[\w-]{22}$/;

/** The caller's nonce, that its offer committed to. Of the connection whose certificates the digits are of. */
export const REVEAL: MessageType<{ readonly nonce: string }> = {
  type: 'reveal',
  parse: ({ nonce }) => (isText(nonce) && NONCE.test(nonce) ? { nonce } : undefined),
};

export interface SasVerificationPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reveal: (nonce: string) => void;
  /** The other side is not heard at present: nothing can be expected of it. */
  readonly isSilent: () => boolean;
  /** `certificates` names the two that the digits are of. */
  readonly onDigits: (certificates: string, digits: string) => void;
  /** The digits can't be computed, or could have been long ago. */
  readonly onUnverifiable: () => void;
}

export class SasVerification {
  readonly #scope: Scope;
  readonly #role: Role;
  readonly #exchange: SasExchange;
  readonly #ports: SasVerificationPorts;
  #hasDigits = false;

  constructor(scope: Scope, role: Role, exchange: SasExchange, ports: SasVerificationPorts) {
    this.#scope = scope;
    this.#role = role;
    this.#exchange = exchange;
    this.#ports = ports;
  }

  /** The channel is open. */
  begin(): void {
    if (this.#role === 'caller') this.#ports.reveal(this.#exchange.nonce);
    contained(this.#tell(), this.#onError);
  }

  /** Callee: the caller's nonce has come. */
  take(nonce: string): void {
    contained(this.#check(nonce), this.#onError);
  }

  /**
   * The connection carries the call. A person in the middle who reveals no nonce at all would go unnoticed without a limit.
   * A nonce that comes later is taken all the same.
   */
  expectDigits(): void {
    const release = this.#scope.own(this.#ports.clock.after(SAS_MS, () => {
      release();
      if (this.#hasDigits) return;
      if (this.#ports.isSilent()) this.expectDigits();
      else this.#ports.onUnverifiable();
    }));
  }

  async #check(nonce: string): Promise<void> {
    if (!(await this.#exchange.acceptReveal(nonce))) {
      this.#ports.logger.log('error', 'the revealed nonce is not the one that was committed to');
    }
    return this.#tell();
  }

  async #tell(): Promise<void> {
    const digits = await this.#exchange.digits();
    if (this.#scope.isEnded) return;
    if (this.#exchange.hasFailed) this.#ports.onUnverifiable();
    else if (digits !== undefined) {
      this.#hasDigits = true;
      this.#ports.onDigits(this.#exchange.certificates, digits);
    }
  }

  readonly #onError = (error: unknown): void => this.#ports.logger.log('error', 'the short authentication string can’t be computed', error);
}
