package workbook.grader.rehearsal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Made-up names, no two the same. */
final class Names {

    private static final List<String> FIRST = List.of("Ada", "Aylin", "Ben", "Björn", "Chidi", "Clara", "Deepa",
            "Diego", "Elena", "Emre", "Farah", "Finn", "Grace", "Hanna", "Hugo", "Ines", "Ivan", "Jana", "Jun", "Kofi",
            "Lena", "Liam", "Mei", "Miguel", "Nadia", "Noah", "Olga", "Oskar", "Priya", "Quinn", "Rosa", "Samir",
            "Sofía", "Tariq", "Uma", "Victor", "Wanda", "Yusuf", "Zoë", "Zuzana");
    private static final List<String> LAST = List.of("Adeyemi", "Bauer", "Costa", "Dubois", "Eriksen", "Ferrari",
            "García", "Haddad", "Ivanova", "Jansen", "Kowalski", "Lindgren", "Müller", "Novak", "Okafor",
            "Papadakis", "Quist", "Rossi", "Sato", "Tanaka", "Ueda", "Vargas", "Weber", "Xu", "Yilmaz", "Zhang");

    private Names() {
    }

    /**
     * Somebody's.
     *
     * @param full first and last, with a space between
     */
    record Name(String full) {

        /** Without accents: for the names of files. */
        String plain() {
            return Normalizer.normalize(full, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        }

        boolean isPlain() {
            return plain().equals(full);
        }

        String email() {
            return plain().toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.org";
        }
    }

    /** So many, 1,040 at most, in an order of no meaning. */
    static List<Name> random(int count, Random random) {
        List<Name> all = new ArrayList<>();
        FIRST.forEach(first -> LAST.forEach(last -> all.add(new Name(first + " " + last))));
        Collections.shuffle(all, random);
        return all.subList(0, count);
    }
}
