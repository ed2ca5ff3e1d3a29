package workbook.lab.cluster;

import java.io.IOException;
import workbook.lab.machine.FreePorts;

/** Who finds ports: {@link FreePorts#find}. */
interface Ports {

    /** So many, all different, that nobody listens on: now. */
    FreePorts find(int number) throws IOException;
}
