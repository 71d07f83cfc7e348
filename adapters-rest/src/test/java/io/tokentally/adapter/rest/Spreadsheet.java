package io.tokentally.adapter.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A spreadsheet that opens a CSV file: quotes count where a cell begins, what follows the closing one belongs to the cell
 * as it is, and white space, quotes and what nobody sees do not keep a formula from being one.
 */
final class Spreadsheet {

    private static final Pattern RUN =
            Pattern.compile("^[\\s\\p{Z}\\p{C}\"'“”„‘’«»]*[=+\\-@＝＋－＠﹦﹢﹣﹫−].*", Pattern.DOTALL);

    private Spreadsheet() {}

    static List<String> cells(String csv, char separator) {
        List<String> cells = new ArrayList<>();
        int place = 0;
        while (place < csv.length()) {
            StringBuilder cell = new StringBuilder();
            if (csv.charAt(place) == '"') {
                place = quoted(csv, place + 1, cell);
            }
            while (place < csv.length() && csv.charAt(place) != separator && csv.charAt(place) != '\n') {
                cell.append(csv.charAt(place++));
            }
            cells.add(cell.toString());
            place++;
        }
        return cells;
    }

    /** Whether it would be run; an apostrophe in front makes it a text. */
    static boolean isRun(String cell) {
        return !cell.startsWith("'") && RUN.matcher(cell).matches();
    }

    /** @return the place behind the closing quote */
    private static int quoted(String csv, int from, StringBuilder cell) {
        int place = from;
        while (place < csv.length()) {
            char character = csv.charAt(place++);
            if (character != '"') {
                cell.append(character);
            } else if (place < csv.length() && csv.charAt(place) == '"') {
                cell.append('"');
                place++;
            } else {
                return place;
            }
        }
        return place;
    }
}
