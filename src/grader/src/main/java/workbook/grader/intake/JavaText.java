package workbook.grader.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import workbook.runner.Sources;

/** What an editor made of a Java file, as text. */
final class JavaText {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** Possessive, since there may be no end of blanks. */
    private static final Pattern PACKAGE = Pattern.compile("^\\s*+package\\s([\\w.\\s]++);");
    /** The compiler takes it for the character itself, wherever it stands, unless the backslash is one of a pair. */
    private static final Pattern ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\u++([0-9a-fA-F]{4})");

    private JavaText() {
    }

    /** Whatever it is encoded in: UTF-8 and UTF-16 are known by their signs; what is neither comes from Windows. */
    static String decode(byte[] bytes) {
        String text;
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            text = new String(bytes, StandardCharsets.UTF_16);
        } else {
            try {
                text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                text = new String(bytes, WINDOWS);
            }
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** The package it says it belongs to. */
    static Optional<String> packageOf(String text) {
        String unescaped = ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)
                + (char) Integer.parseInt(escape.group(2), 16)));
        Matcher matcher = PACKAGE.matcher(Sources.withoutComments(unescaped, " "));
        return matcher.find() ? Optional.of(matcher.group(1).replaceAll("\\s", "")) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}
