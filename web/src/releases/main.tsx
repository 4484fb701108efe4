import "./releases.css";

import { startStaffPage } from "../staff/start";
import { ReleasesPage } from "./page";

void startStaffPage(() => <ReleasesPage />);
