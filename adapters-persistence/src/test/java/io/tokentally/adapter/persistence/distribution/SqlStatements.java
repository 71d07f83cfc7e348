package io.tokentally.adapter.persistence.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements of SQL as far as it takes to see which tables they name, and whether they name the organization with each. */
final class SqlStatements {

    /** The organization in tables; those of the audit log call it their chain. */
    private static final String ORGANIZATION = "(?:organization_id|chain)";

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern BEGINNING =
            Pattern.compile("\\b(?:SELECT|INSERT|UPDATE|DELETE|WITH|PERFORM|TRUNCATE|MERGE|COPY|LOCK)\\b");
    private static final Pattern MENTION = Pattern.compile(
            "(?<what>FROM|JOIN|INTO|UPDATE|USING|,)\\s+(?:ONLY\\s+)?(?:public\\.)?(?<table>[a-z_]+)\\b(?:\\s+(?:AS\\s+)?(?<alias>[a-z_]+))?(?<columns>\\s*\\([^)]*\\))?");
    private static final Pattern FILLED = Pattern.compile("\\s*\\([^()]*\\b" + ORGANIZATION + "\\b");

    /** What makes a condition of a column, behind it or before. */
    private static final String COMPARED = "(?:\\s*(?:=|<>|IN\\b|IS\\b)|(?:\\s*,[^()]*)?\\)\\s*(?:=|IN\\b|>|<))";

    private static final Set<String> NO_ALIAS =
            Set.of("as", "on", "where", "set", "using", "order", "values", "select");

    private SqlStatements() {}

    /** The statements of a function's body, or the one of a literal. */
    static List<String> in(String text) {
        String bare = LITERAL.matcher(COMMENT.matcher(text).replaceAll(" ")).replaceAll("''");
        List<String> statements = new ArrayList<>();
        for (String statement : bare.split(";", -1)) {
            if (BEGINNING.matcher(statement).find()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    /** Those of these tables that a statement names without their organization. */
    static List<String> withoutOrganization(String statement, Set<String> tables) {
        List<Mention> mentions = mentions(statement, tables);
        return mentions.stream()
                .filter(mention -> !mention.namesOrganization(statement, mentions.size() == 1))
                .map(Mention::table)
                .distinct()
                .toList();
    }

    private static List<Mention> mentions(String statement, Set<String> tables) {
        List<Mention> mentions = new ArrayList<>();
        Matcher mention = MENTION.matcher(statement);
        int from = 0;
        while (mention.find(from)) {
            // A list of tables goes on with the comma behind the one found.
            from = mention.end("table");
            if (tables.contains(mention.group("table"))) {
                String alias = mention.group("alias");
                boolean named = alias != null && !NO_ALIAS.contains(alias.toLowerCase(Locale.ROOT));
                String columns = mention.group("columns");
                mentions.add(new Mention(
                        mention.group("table"),
                        named ? alias : mention.group("table"),
                        named,
                        mention.group("what").equals("INTO")
                                && columns != null
                                && FILLED.matcher(columns).lookingAt()));
            }
        }
        return mentions;
    }

    /**
     * @param name what its columns are called by
     * @param isNamed whether that is a name of its own
     * @param isFilledWith whether rows are put into it whose columns name the organization
     */
    private record Mention(String table, String name, boolean isNamed, boolean isFilledWith) {

        boolean namesOrganization(String statement, boolean isOnlyOne) {
            String qualified = "\\b" + name + "\\." + ORGANIZATION + "\\b";
            String bare = "(?<![.\\w])" + ORGANIZATION + "\\b";
            return isFilledWith
                    || isCompared(qualified, statement)
                    || finds("USING\\s*\\(\\s*" + ORGANIZATION + "\\b", statement)
                    || ((isOnlyOne || !isNamed) && isCompared(bare, statement));
        }

        private static boolean isCompared(String column, String statement) {
            return finds(column + COMPARED, statement) || finds("=\\s*" + column, statement);
        }

        private static boolean finds(String pattern, String statement) {
            return Pattern.compile(pattern).matcher(statement).find();
        }
    }
}
