/*
 * On a page that shows boxes in frames: gives each frame the height that its box asks for.
 * A message counts only when it comes from the frame itself, and from the frame's own origin.
 */

addEventListener("message", ({ data, origin, source }) => {
  if (data?.type !== "conflictdesk:height" || !(data.height > 0 && data.height < 10_000)) return;
  const frames = [...document.querySelectorAll("iframe")];
  const frame = frames.find((one) => one.contentWindow === source);
  if (frame && new URL(frame.src, location.href).origin === origin) frame.height = String(Math.ceil(data.height));
});
