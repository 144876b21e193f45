import { css } from 'lit';

export const chatLogStyles = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    min-height: 0;
  }

  .scroller {
    height: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 0.5rem 0.75rem;
    scrollbar-width: thin;
  }

  .scroller:focus-visible {
    outline-offset: -3px;
  }

  .empty {
    display: grid;
    gap: 0.75rem;
    justify-items: center;
    align-content: center;
    min-height: 100%;
    padding: 0.5rem;
    color: var(--_faint);
    font-size: 0.9375rem;
    text-align: center;
    text-wrap: balance;
  }

  .empty p {
    max-width: 20rem;
    margin: 0;
  }

  .empty svg {
    box-sizing: content-box;
    padding: 0.875rem;
    border-radius: 50%;
    background: var(--_raised);
    color: var(--_accent);
  }

  /* Few messages stand at the bottom, beside the field. */
  .list {
    display: flex;
    flex-direction: column;
    justify-content: end;
    min-height: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .empty + .list {
    display: none;
  }

  li {
    flex: none;
    content-visibility: auto;
    /* Their height alone: a width that is remembered would keep the panel from becoming narrower. */
    contain-intrinsic-block-size: auto 3.5rem;
  }

  .message {
    display: grid;
    justify-items: start;
    padding-block: 0.0625rem;
  }

  .message.first {
    padding-top: 0.75rem;
  }

  .row {
    padding-block: 0.75rem 0.125rem;
  }

  .own {
    justify-items: end;
  }

  .day {
    padding-top: 1rem;
    color: var(--_faint);
    font-size: 0.8125rem;
    font-weight: 600;
    text-align: center;
  }

  .name {
    max-width: 100%;
    overflow: hidden;
    padding: 0 0.875rem 0.125rem;
    color: var(--_faint);
    font-size: 0.8125rem;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* A line is read with ease up to some 60 letters. */
  .bubble {
    --_corner: 1.125rem;
    --_joint: 0.375rem;
    max-width: min(85%, 30rem);
    padding: 0.4375rem 0.875rem 0.5rem;
    border-radius: var(--_joint) var(--_corner) var(--_corner) var(--_joint);
    background: var(--_raised);
    line-height: 1.4;
  }

  .own .bubble {
    border-radius: var(--_corner) var(--_joint) var(--_joint) var(--_corner);
    background: var(--_glow);
  }

  .first .bubble {
    border-top-left-radius: var(--_corner);
  }

  .own.first .bubble {
    border-top-right-radius: var(--_corner);
  }

  .last .bubble {
    border-bottom-left-radius: var(--_corner);
  }

  .own.last .bubble {
    border-bottom-right-radius: var(--_corner);
  }

  .text {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }

  .text a {
    color: inherit;
    text-underline-offset: 0.2em;
  }

  .host {
    color: var(--_faint);
    font-size: 0.875rem;
  }

  .marks {
    display: inline-flex;
    gap: 0.25rem;
    align-items: center;
    padding: 0.125rem 0.875rem 0.25rem;
    color: var(--_faint);
    font-size: 0.75rem;
    font-variant-numeric: tabular-nums;
    line-height: 1.35;
  }

  .own .marks {
    padding-inline: 0.25rem;
  }

  .failed {
    color: var(--_warning);
    font-weight: 600;
  }

  .newest {
    position: absolute;
    inset: auto 0 0.5rem;
    width: fit-content;
    margin-inline: auto;
    padding: 0.25rem 1rem 0.25rem 0.75rem;
    min-height: 2.75rem;
    gap: 0.375rem;
    font-size: 0.875rem;
    box-shadow: 0 4px 16px rgb(0 0 0 / 40%);
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }
  }
`;
