package workbook.command;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a failure calls its order or seed: {@code 181}, or {@code 14.1-31.2}. */
final class ReplayName implements ITypeConverter<String> {

    private static final Pattern NAME = Pattern.compile("\\d{1,18}|\\d{1,8}\\.\\d{1,3}(-\\d{1,8}\\.\\d{1,3})*");

    @Override
    public String convert(String text) {
        String name = text.strip();
        if (!NAME.matcher(name).matches()) {
            throw new TypeConversionException("'" + text + "' is not the name of an order or a seed:"
                    + " one looks like 181, or like 14.1-31.2");
        }
        return name;
    }
}
