import { appApi, type AppApi } from '../src-main/contract/app-api';
import { PORT_MESSAGE, type DesktopBridge } from '../src-main/contract/desktop-bridge';
import { connect, type Connection, type Message, type Port } from '../src-main/contract/rpc';

declare global {
  interface Window {
    finescope?: DesktopBridge<File>;
  }
}

/** The line to the application, and how it ends. */
export interface Client {
  api: AppApi;
  /** Paths of dropped files; null in a browser, which does not tell them. */
  pathsOf: DesktopBridge<File>['pathsOf'] | null;
}

/**
 * Connects the page to its application: by a message port in Electron, by a WebSocket in a browser. When the line breaks,
 * all calls end with the sentence that `onLost` is told. Throws where there is no line to begin with.
 */
export async function connectToApplication(onLost: (error: Error) => void): Promise<Client> {
  const bridge = window.finescope;
  const { port, lost } = bridge
    ? { port: await desktopPort(bridge), lost: null }
    : await (await import('./socket-port')).openSocketPort();
  // The serving side says it is ready before it answers anything.
  const connection = await new Promise<Connection<typeof appApi>>((resolve, reject) => {
    const made: Connection<typeof appApi> = connect(port, appApi, () => resolve(made));
    void lost?.then((error) => {
      made.fail(error);
      reject(error);
      onLost(error);
    });
  });
  return { api: connection.api, pathsOf: bridge ? (files) => bridge.pathsOf(files) : null };
}

function desktopPort(bridge: DesktopBridge<File>): Promise<Port> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent): void => {
      if (event.source !== window || event.data !== PORT_MESSAGE || !event.ports[0]) return;
      window.removeEventListener('message', receive);
      resolve(messagePort(event.ports[0]));
    };
    window.addEventListener('message', receive);
    bridge.connect();
  });
}

function messagePort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message), // never with a transfer list: see Electron issue 34905
    listen: (receive) => {
      port.addEventListener('message', ({ data }) => receive(data as Message));
      port.start();
    },
  };
}
