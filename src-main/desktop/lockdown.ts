import { app, type Session } from 'electron';

/**
 * What no page of this application may do: open windows, go elsewhere, hold another page, or be granted anything but
 * writing text to the clipboard. There is nothing in it that asks for more.
 */
export function lockDown(session: Session): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(mayAsk(permission)));
  session.setPermissionCheckHandler((_contents, permission) => mayAsk(permission));
  session.setDevicePermissionHandler(() => false);
}

function mayAsk(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}
