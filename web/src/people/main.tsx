import { Shell } from "../staff/shell";
import { startPage } from "../staff/start";

void startPage(() => <Shell page="people">{null}</Shell>);
