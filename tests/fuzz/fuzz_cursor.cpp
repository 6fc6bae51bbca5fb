#include "store/mapping.h"
#include "target.h"

// Cursors come back from clients. One of ours is taken apart as it was made; anything else is no cursor or one with all its parts.
using namespace lectern;

void takeInput(const QByteArray& input)
{
    for (int parts = 1; parts <= 4; ++parts) {
        const QStringList taken = store::decodeCursor(QString::fromUtf8(input), parts);
        hold(taken.isEmpty() || taken.size() == parts, "all parts or none");
        // What is no base64 at all reads as one empty part; the database refuses it where a cursor has one.
        if (!taken.isEmpty() && taken != QStringList{QString()}) hold(store::decodeCursor(store::encodeCursor(taken), parts) == taken, "what was taken apart is put together again");
    }
    const QStringList own = QString::fromUtf8(input).remove(QChar(0)).remove(QChar(0x1F)).split(QChar(u'\n'));
    if (own.join(QString()).isValidUtf16()) hold(store::decodeCursor(store::encodeCursor(own), static_cast<int>(own.size())) == own || own == QStringList{QString()}, "our own cursor");
}

LECTERN_FUZZ_TARGET
