import { Shell } from "../staff/shell";
import { startPage } from "../staff/start";

void startPage(() => <Shell page="facilities">{null}</Shell>);
