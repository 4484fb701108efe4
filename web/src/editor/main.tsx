import { Shell } from "../staff/shell";
import { startPage } from "../staff/start";

void startPage(() => <Shell page="editor">{null}</Shell>);
