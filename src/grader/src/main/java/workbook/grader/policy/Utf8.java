package workbook.grader.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/** Reads a file that a person has saved. */
final class Utf8 {

    static final String BYTE_ORDER_MARK = "\ufeff";

    private Utf8() {
    }

    /**
     * Its text, without a byte order mark.
     *
     * @throws WorkbookException if it can't be read, or isn't UTF-8
     */
    static String read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new WorkbookException(Blame.USAGE, file + " isn't UTF-8. Save it as UTF-8; in Excel: as 'CSV UTF-8'.",
                    e);
        } catch (IOException e) {
            throw new WorkbookException(Blame.USAGE, "Can't read " + file + ". Is it there, and a file?", e);
        }
    }
}
