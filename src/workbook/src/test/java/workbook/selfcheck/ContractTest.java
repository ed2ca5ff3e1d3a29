package workbook.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {

    @TempDir
    private Path folder;

    @Test
    void isWhatIsPublicWithItsJavadoc() throws IOException {
        Files.writeString(folder.resolve("Pool.java"), """
                package one;

                /** Never   grows. */
                public final class Pool {
                    private int free;
                    /** How many. */
                    public static final int MOST = 3;

                    /**
                     * @param size at
                     *     least 1
                     */
                    public Pool(int size, String name) {
                        throw new IllegalStateException();
                    }

                    public int free() {
                        return free;
                    }

                    void hidden() {
                    }

                    /** For others. */
                    public interface Listener {
                        /** It came. */
                        void came(int[] what);
                    }
                }

                class Helper {
                    public void seen() {
                    }
                }
                """);

        assertThat(Contract.of(folder)).containsOnlyKeys("Pool", "Pool.MOST int", "Pool.<init>(int, String) null",
                "Pool.free() int", "Pool.Listener", "Pool.Listener.came(int[]) void")
                .containsEntry("Pool", "Never grows.")
                .containsEntry("Pool.<init>(int, String) null", "@param size at least 1")
                .containsEntry("Pool.free() int", "")
                .containsEntry("Pool.Listener.came(int[]) void", "It came.");
    }
}
