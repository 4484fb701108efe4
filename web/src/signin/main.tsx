import { startPage } from "../staff/start";

void startPage(() => <main class="staff-main" />);
