package workbook.lab.cluster.job;

import workbook.lab.LabTrouble;

/** How a program of this jar ends: with one message, if it has to, and an exit code that says whose fault it was. */
final class Exit {

    private static final int USAGE = 2;
    private static final int BROKEN = 3;

    /** A whole program. */
    interface Program {
        void run() throws InterruptedException;
    }

    private Exit() {
    }

    static void with(Program program) throws InterruptedException {
        int code = 0;
        try {
            program.run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            code = USAGE;
        } catch (LabTrouble e) {
            System.err.println(e.getMessage());
            code = BROKEN;
        }
        System.exit(code);
    }
}
