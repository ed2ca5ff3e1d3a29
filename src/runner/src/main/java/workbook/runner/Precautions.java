package workbook.runner;

/**
 * What is done against code that means harm, when its tests are run. Each is worth something by itself.
 *
 * @param confinement what its JVM reaches
 * @param limits when its JVM is ended
 * @param core which of the machine's the tests keep to, counted round; so that those who run at the same time don't meet
 * @param sealsResults whether what that JVM says of the tests is sealed, so that nobody else can say it
 * @param looksForForbidden whether that JVM looks once more at what the classes refer to, before it runs them
 * @param runsInModule whether what runs the tests is a module of its own, that reflection can't open
 */
public record Precautions(Confinement confinement, RunLimits limits, int core, boolean sealsResults,
        boolean looksForForbidden, boolean runsInModule) {

    /** For somebody who runs what they wrote themselves. */
    public static final Precautions NONE = new Precautions(Confinement.NONE, RunLimits.USUAL, 0, false, false, false);

    /** Whether the code is that of somebody else. */
    boolean areTaken() {
        return !equals(NONE);
    }
}
