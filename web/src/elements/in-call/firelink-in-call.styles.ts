import { css } from 'lit';

export const inCallStyles = css`
  /* A dark room in both schemes: the brightest thing in it is the other person. */
  :host {
    display: block;
    position: relative;
    color-scheme: dark;
    background: var(--_stage);
    /* Above a soft keyboard, where there is one (chat/visible-height.ts). */
    --_height: var(--firelink-visible-height, max(100dvh, 20rem));
    --_sheet: min(clamp(13rem, var(--_height) * 0.6, 40rem), var(--_height));
    --_chat-width: clamp(15.5rem, 38vw, 24rem);
    height: var(--_height);
  }

  /* All that stands on the pictures is placed and sized by the room that they have, with the chat beside it or without. */
  main {
    position: relative;
    height: var(--_height);
    overflow: hidden;
    contain: layout;
    container-type: size;
  }

  /* On a phone that is held upright the chat is a sheet below the pictures. */
  main.without-pictures,
  main.without-pictures ~ firelink-chat {
    /* Without pictures the chat is what the call is for. */
    --_sheet: min(clamp(13rem, var(--_height) - 13.5rem, 52rem), var(--_height));
    --_chat-width: clamp(15.5rem, 46vw, 34rem);
  }

  main.with-chat {
    --_safe-bottom: 0px;
    height: calc(var(--_height) - var(--_sheet));
  }

  firelink-chat.open {
    position: absolute;
    inset: auto 0 0;
    height: var(--_sheet);
    padding-inline: var(--_safe-left) var(--_safe-right);
    overflow: hidden;
    border-radius: var(--_radius-large) var(--_radius-large) 0 0;
    background: var(--_surface);
  }

  @media (min-width: 52rem), (min-width: 35rem) and (orientation: landscape) {
    main.with-chat {
      --_safe-bottom: env(safe-area-inset-bottom, 0px);
      --_safe-right: 0px;
      height: var(--_height);
      margin-right: calc(var(--_chat-width) * var(--_zoom));
    }

    firelink-chat.open {
      inset: 0 0 0 auto;
      width: var(--_chat-width);
      height: auto;
      padding: 0 var(--_safe-right) 0 0;
      border-radius: 0;
    }
  }

  .remote {
    position: absolute;
    inset: 0;
  }

  /* The overlay says more than a silhouette behind it. */
  .remote.waiting {
    --_person: hidden;
  }

  /* Heard all the same. */
  .without-pictures .remote,
  .without-pictures .shade {
    --_person: hidden;
    visibility: hidden;
  }

  /* Readable on any picture. */
  .shade {
    position: absolute;
    inset: 0;
    pointer-events: none;
    background:
      linear-gradient(to top, rgb(14 11 10 / 70%), transparent 9rem),
      linear-gradient(to bottom, rgb(14 11 10 / 55%), transparent 6rem);
  }

  .top {
    position: absolute;
    top: calc(1rem + var(--_safe-top));
    left: calc(1rem + var(--_safe-left));
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    max-width: calc(100% - 9.5rem);
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-height: 2rem;
    padding: 0.25rem 0.75rem;
    border-radius: 999px;
    background: rgb(20 16 14 / 82%);
    color: #ffffff;
    font-size: 0.9375rem;
    font-weight: 600;
  }

  .code {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .name {
    min-width: 0;
    max-width: min(100%, 22rem);
  }

  .name span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .unverified {
    background: var(--_warning-ground);
    color: var(--_warning);
  }

  .unverified svg {
    width: 1.125rem;
    height: 1.125rem;
  }

  /* The cards have the names, and no picture of one's own needs a corner. */
  .without-pictures .name {
    display: none;
  }

  main.without-pictures .top {
    max-width: calc(100% - 2rem);
  }

  /* On the picture, where one looks when nothing is heard. */
  .listen {
    position: absolute;
    inset: 0;
    margin: auto;
    width: fit-content;
    max-width: calc(100% - 2rem);
    height: fit-content;
    box-shadow: 0 8px 24px rgb(0 0 0 / 45%);
  }

  .own {
    position: absolute;
    top: calc(1rem + var(--_safe-top));
    right: calc(1rem + var(--_safe-right));
    width: clamp(6rem, 26cqw, 8.5rem);
    aspect-ratio: 3 / 4;
    border-radius: var(--_radius);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 22%), 0 8px 24px rgb(0 0 0 / 45%);
  }

  .own-hidden .own {
    display: none;
  }

  .own-small .own {
    width: clamp(3.5rem, 15cqw, 5rem);
  }

  /* In a corner of one's own picture. */
  firelink-flip {
    position: absolute;
    top: calc(1.25rem + var(--_safe-top));
    right: calc(1.25rem + var(--_safe-right));
  }

  .bar {
    position: absolute;
    inset: auto 0 calc(1.25rem + var(--_safe-bottom));
    display: flex;
    justify-content: center;
    gap: clamp(0.25rem, 4cqw - 0.5rem, 1.25rem);
    /* Six buttons beside each other on a phone 320 wide, none smaller than a finger (44 px). */
    --_round: clamp(2.75rem, 13cqw, 3.5rem);
    /* The bar spans the page; what lies beside its buttons is not in the way of a press. */
    pointer-events: none;
  }

  .bar,
  .top,
  .listen,
  firelink-call-overlay,
  firelink-chat {
    zoom: var(--_zoom);
  }

  .bar > * {
    pointer-events: auto;
  }

  .bar .danger {
    width: clamp(3.25rem, 17cqw, 5rem);
    border-radius: 999px;
  }

  @container (min-width: 52rem) {
    .top {
      max-width: 60%;
    }

    .own {
      top: auto;
      bottom: calc(1.25rem + var(--_safe-bottom));
      width: clamp(11rem, 17cqw, 30rem);
      aspect-ratio: 16 / 10;
    }

    .own-small .own {
      width: clamp(6rem, 9cqw, 15rem);
    }

    firelink-flip {
      top: auto;
      bottom: calc(1.5rem + var(--_safe-bottom));
    }
  }

  /* A phone on its side, or one with the chat below, has no height to give away. */
  @container (max-height: 26rem) {
    .own {
      width: 7.5rem;
      aspect-ratio: 4 / 3;
    }

    .own-small .own {
      width: 4.5rem;
    }
  }
`;
