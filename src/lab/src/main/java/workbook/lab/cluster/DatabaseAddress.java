package workbook.lab.cluster;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database's address in two parts: what may stand on a command line, where others can read it, and what may not.
 *
 * @param open for the JDBC driver, without a password
 * @param password empty for none
 */
record DatabaseAddress(String open, String password) {

    private static final Pattern PASSWORD = Pattern.compile("(?<=[?&])password=([^&]*)(&|$)");

    /** @param url for the JDBC driver, perhaps with a password */
    static DatabaseAddress of(String url) {
        Matcher matcher = PASSWORD.matcher(url);
        String password = matcher.find() ? URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8) : "";
        return new DatabaseAddress(matcher.replaceAll("").replaceFirst("[?&]$", ""), password);
    }
}
