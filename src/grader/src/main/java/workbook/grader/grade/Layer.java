package workbook.grader.grade;

/**
 * What stands between a submission and points it didn't earn, or whatever else it may want. A submission must get past
 * all of them. They don't rely on each other: the attacks of the tests are run with each of them taken away in turn.
 */
enum Layer {
    /** Only Java files of the chapters' own packages are taken in, and none with a test's name. */
    INTAKE,
    /** Compiled in a confined JVM, without annotation processors, without the tests or their libraries in sight. */
    COMPILER,
    /** What it refers to must be on a list. */
    GUARD,
    /** The JVM that runs it looks once more, for what is dangerous. */
    LAST_LOOK,
    /** What runs the tests is a module that reflection can't open. */
    MODULE,
    /** What that says of the tests is sealed. */
    SEAL,
    /** Which tests there are, the instructor's side knows. */
    EXPECTED_TESTS,
    /** Its JVM sees nothing of the machine. */
    SANDBOX
}
