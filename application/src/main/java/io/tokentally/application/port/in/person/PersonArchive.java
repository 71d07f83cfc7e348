package io.tokentally.application.port.in.person;

import io.tokentally.application.port.kind.SystemPort;
import java.io.IOException;

/** What a person's data is handed out in: named parts, each of entries. */
@SystemPort("takes what is of one person, for whoever runs the installation")
public interface PersonArchive {

    /** Begins a part, whose entries follow. */
    void part(String name) throws IOException;

    /** @param json one object, in one line */
    void entry(String json) throws IOException;
}
