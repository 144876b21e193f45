import { css } from 'lit';

export const chatComposerStyles = css`
  :host {
    display: grid;
    gap: 0.5rem;
    padding: 0.5rem 0.75rem calc(0.75rem + var(--_safe-bottom));
  }

  .row {
    display: flex;
    gap: 0.5rem;
    align-items: end;
    min-width: 0;
  }

  .field {
    flex: 1;
    /* A third of the panel, which is its size container; then it scrolls. */
    max-height: max(var(--_target), 33cqh);
    padding-block: calc((var(--_target) - 2px - 1.4em) / 2);
    resize: none;
    overflow-y: auto;
    overflow-wrap: anywhere;
    line-height: 1.4;
  }

  .round {
    flex: none;
    width: var(--_target);
    height: var(--_target);
  }

  .send {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .send:hover {
    background: var(--_accent-strong);
  }

  .refusal {
    display: flex;
    gap: 0.5rem;
    margin: 0;
    padding: 0.5rem 0.75rem;
    border-radius: var(--_radius);
    background: var(--_warning-ground);
    color: var(--_warning);
    font-size: 0.9375rem;
  }
`;
