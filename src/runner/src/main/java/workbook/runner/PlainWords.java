package workbook.runner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the compiler means, in a sentence. */
final class PlainWords {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(\\w+) (.+)");
    private static final Pattern LOCATION = Pattern.compile("location:\\s+(?:variable \\w+ of type |\\w+ )(.+)");
    private static final Pattern INCOMPATIBLE = Pattern.compile("incompatible types: (.+) cannot be converted to (.+)");
    private static final Pattern ABSTRACT =
            Pattern.compile("(\\S+) is not abstract and does not override abstract method (.+) in (\\S+)");
    private static final Pattern UNREPORTED = Pattern.compile("unreported exception (\\S+);.*");
    private static final Pattern PUBLIC_CLASS =
            Pattern.compile("class (\\S+) is public, should be declared in a file named (\\S+)");
    private static final Pattern UNINITIALIZED = Pattern.compile("variable (\\S+) might not have been initialized");

    private PlainWords() {
    }

    /**
     * @param code the compiler's name for the mistake
     * @param message what it says, perhaps on several lines
     */
    static String of(String code, String message) {
        String first = message.lines().findFirst().orElse("").strip();
        String key = code.replaceFirst("^compiler\\.(err|warn|misc)\\.", "");
        if (key.startsWith("cant.resolve")) {
            return unknownSymbol(message);
        }
        Matcher matcher;
        if (key.startsWith("cant.apply") && message.contains("required:")) {
            return "This call doesn't fit: " + join(message) + ".";
        } else if ((matcher = INCOMPATIBLE.matcher(first)).matches()) {
            return "Here a value of type " + matcher.group(2) + " is needed, and this one is of type "
                    + matcher.group(1) + ".";
        } else if ((matcher = ABSTRACT.matcher(first)).matches()) {
            return matcher.group(1) + " has no method " + matcher.group(2) + ", which " + matcher.group(3)
                    + " asks for.";
        } else if ((matcher = UNREPORTED.matcher(first)).matches()) {
            return "This may throw " + matcher.group(1) + ": catch it here, or say 'throws "
                    + matcher.group(1).replaceAll(".*\\.", "") + "' at the method.";
        } else if ((matcher = PUBLIC_CLASS.matcher(first)).matches()) {
            return "The public class " + matcher.group(1) + " belongs in a file of its own, " + matcher.group(2) + ".";
        } else if ((matcher = UNINITIALIZED.matcher(first)).matches()) {
            return "'" + matcher.group(1) + "' may have no value yet.";
        }
        return switch (key) {
            case "expected", "expected2", "expected3", "expected4" -> "There is something missing: " + first + ".";
            case "missing.ret.stmt" -> "The method can reach its end without a 'return'.";
            case "premature.eof" -> "The file ends too early: is a '}' missing?";
            case "illegal.char.for.encoding", "unmappable.character" -> "This file isn't UTF-8. Save it as UTF-8.";
            case "already.defined" -> "There are two of these: " + first + ".";
            case "unclosed.str.lit" -> "The closing quotation mark is missing on this line.";
            default -> sentence(first);
        };
    }

    private static String unknownSymbol(String message) {
        Matcher symbol = SYMBOL.matcher(message);
        Matcher location = LOCATION.matcher(message);
        if (!symbol.find()) {
            return sentence(message.lines().findFirst().orElse(""));
        }
        String where = location.find() ? " in " + location.group(1).strip() : "";
        String name = symbol.group(2).strip();
        return switch (symbol.group(1)) {
            case "class" -> "There is no class " + name + " here: is it misspelt, or is its import missing?";
            case "method", "constructor" -> "There is no " + symbol.group(1) + " " + name + where + ".";
            default -> "There is no " + symbol.group(1) + " '" + name + "'" + where
                    + ": is it misspelt, or not declared?";
        };
    }

    private static String join(String message) {
        return String.join("; ", message.lines().map(String::strip).map(line -> line.replaceAll("\\s+", " ")).toList());
    }

    private static String sentence(String words) {
        if (words.isEmpty()) {
            return "The compiler doesn't understand this.";
        }
        return Character.toUpperCase(words.charAt(0)) + words.substring(1)
                + (words.endsWith(".") || words.endsWith("?") ? "" : ".");
    }
}
