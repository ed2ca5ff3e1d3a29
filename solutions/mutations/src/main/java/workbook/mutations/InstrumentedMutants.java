package workbook.mutations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.pitest.boot.HotSwapAgent;
import org.pitest.mutationtest.environment.EnvironmentResetPlugin;
import org.pitest.mutationtest.environment.ResetEnvironment;
import org.pitest.mutationtest.environment.TransformationPlugin;
import workbook.testkit.instrument.Instrumenter;
import workbook.testkit.instrument.InstrumentingLoader;

/**
 * PIT and the tests both change the classes of an answer: PIT to mutate them, and before that to see
 * what a test covers; the {@link InstrumentingLoader} to let the simulation see what they do. PIT comes
 * last, and undoes what the loader did. So here it's done again, to the mutant.
 */
public final class InstrumentedMutants implements EnvironmentResetPlugin, TransformationPlugin {

    @Override
    public String description() {
        return "Instruments the mutants, as the tests do with what isn't mutated";
    }

    /**
     * Hands the classes to PIT as they were compiled: it counts their blocks, and looks for the tests of a
     * mutant by these numbers.
     */
    @Override
    public ClassFileTransformer makeCoverageTransformer() {
        return new OfInstrumentingLoaders() {
            @Override
            byte[] transform(String className, byte[] instrumented, ClassLoader parent) throws IOException {
                try (InputStream in = parent.getResourceAsStream(className + ".class")) {
                    return in.readAllBytes();
                }
            }
        };
    }

    /** PIT asks for it when its own transformer is in place, so this one runs after it. */
    @Override
    public ResetEnvironment make() {
        OfMutant instrument = new OfMutant();
        HotSwapAgent.addTransformer(instrument);
        NothingBeforeTheMutant.wait = true;
        return mutant -> {
            instrument.mutant = mutant.getDetails().getClassName().asInternalName();
            NothingBeforeTheMutant.wait = false;
        };
    }

    private static final class OfMutant extends OfInstrumentingLoaders {

        private volatile String mutant;

        @Override
        byte[] transform(String className, byte[] mutated, ClassLoader parent) {
            return className.equals(mutant) ? new Instrumenter(parent).instrument(mutated) : null;
        }
    }

    private abstract static class OfInstrumentingLoaders implements ClassFileTransformer {

        /** @return null if it's to stay as it is */
        abstract byte[] transform(String className, byte[] classFile, ClassLoader parent) throws IOException;

        @Override
        public final byte[] transform(ClassLoader loader, String className, Class<?> redefined,
                ProtectionDomain domain, byte[] classFile) {
            if (!(loader instanceof InstrumentingLoader)) {
                return null;
            }
            try {
                return transform(className, classFile, loader.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
