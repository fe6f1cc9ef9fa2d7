import { describe, expect, it } from 'vitest';
import { aWorkspace } from '../a-workspace';

describe('the side panel', () => {
  it('lies over the panes in a narrow window only when it is asked for, and is back beside them in a wide one', () => {
    const workspace = aWorkspace();
    expect(workspace.sidePanel).toBe(true);
    workspace.width = 1024;
    expect(workspace.sidePanel).toBe(false);
    workspace.sidePanel = true;
    expect(workspace.sidePanel).toBe(true);
    workspace.width = 1440;
    expect(workspace.sidePanel).toBe(true);
    workspace.settings.uiScale = 150; // the same window holds less
    expect(workspace.isNarrow).toBe(true);
  });
});
