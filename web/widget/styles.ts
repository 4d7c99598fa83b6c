/** Colours are set for light and dark pages; everything is kept inside the shadow root. */
export const styles = `
:host { all: initial; --ink: #1c1b19; --paper: #fffefb; --soft: #f3f1ea; --line: #dedad0; --quiet: #6a665d; --accent: #1f5f4a; --on-accent: #fff;
  position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; color-scheme: light dark;
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
@media (prefers-color-scheme: dark) { :host { --ink: #ece9e2; --paper: #1d1c1a; --soft: #2a2825; --line: #3c3934; --quiet: #a8a398; --accent: #7cc7a8; --on-accent: #10201a; } }
* { box-sizing: border-box; font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; padding: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.open { display: flex; align-items: center; gap: 8px; margin-left: auto; padding: 11px 18px; border-radius: 999px; background: var(--accent); color: var(--on-accent);
  font-weight: 600; box-shadow: 0 4px 16px rgb(0 0 0 / .22); }
.panel { display: flex; flex-direction: column; width: min(390px, calc(100vw - 40px)); height: min(580px, calc(100vh - 40px)); overflow: hidden; color: var(--ink);
  background: var(--paper); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 12px 40px rgb(0 0 0 / .28); }
header { display: flex; align-items: center; justify-content: space-between; padding: 12px 16px; border-bottom: 1px solid var(--line); font-weight: 600; }
.close { width: 32px; height: 32px; border-radius: 8px; font-size: 20px; line-height: 1; color: var(--quiet); }
.close:hover { background: var(--soft); }
.log { flex: 1; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 12px; }
.greeting, .state { color: var(--quiet); margin: 0; }
.question { align-self: flex-end; max-width: 85%; margin: 0; padding: 8px 12px; border-radius: 12px; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
.answer { overflow-wrap: anywhere; }
.text { white-space: pre-wrap; margin: 0; }
.note { margin: 0 0 6px; padding-left: 10px; border-left: 3px solid var(--accent); color: var(--quiet); font-size: 13px; }
.mark { display: inline-block; min-width: 18px; margin: 0 1px; padding: 0 4px; border-radius: 5px; background: var(--soft); color: var(--accent); font-size: 12px; font-weight: 600; text-align: center; }
.source { margin: 8px 0 0; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; font-size: 13px; }
.source b { font-weight: 600; }
.source blockquote { margin: 4px 0 0; max-height: 150px; overflow-y: auto; color: var(--quiet); white-space: pre-wrap; }
form { display: flex; align-items: flex-end; gap: 8px; padding: 12px; border-top: 1px solid var(--line); }
textarea { flex: 1; resize: none; min-height: 40px; max-height: 120px; padding: 8px 10px; border: 1px solid var(--line); border-radius: 10px; background: transparent; }
.send { height: 40px; padding: 0 14px; border-radius: 10px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
@media (max-width: 480px) { :host { inset: auto 12px 12px auto; } .panel { width: calc(100vw - 24px); height: calc(100vh - 24px); height: calc(100dvh - 24px); } }
`;
