// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <cstring>
#include <elf.h>

/// A small 64-bit shared object for tests: headers, a dynamic section, names and needed versions; no code.
struct ElfMaker
{
    quint16 machine = EM_X86_64;
    QByteArray interpreter;
    QByteArray soname;
    QByteArrayList needed;
    QByteArrayList versions; ///< "GLIBC_2.34", all of the first needed library.

    QByteArray make() const
    {
        QByteArray strings(1, '\0');
        QHash<QByteArray, quint32> places;
        const auto place = [&](const QByteArray &text) {
            if (!places.contains(text)) {
                places.insert(text, quint32(strings.size()));
                strings += text + '\0';
            }
            return places.value(text);
        };
        QByteArray dynamic, verneed;
        const auto add = [&](Elf64_Sxword tag, quint64 value) {
            Elf64_Dyn entry{};
            entry.d_tag = tag;
            entry.d_un.d_val = value;
            dynamic.append(reinterpret_cast<const char *>(&entry), sizeof entry);
        };
        for (const QByteArray &name : needed)
            place(name);
        place(soname);
        for (const QByteArray &name : versions)
            place(name);
        const int segments = interpreter.isEmpty() ? 2 : 3;
        const quint64 stringsAt = sizeof(Elf64_Ehdr) + quint64(segments) * sizeof(Elf64_Phdr);
        const quint64 interpreterAt = stringsAt + quint64(strings.size());
        const quint64 verneedAt = (interpreterAt + quint64(interpreter.size()) + 1 + 7) / 8 * 8;
        if (!versions.isEmpty()) {
            Elf64_Verneed library{1, Elf64_Half(versions.size()), place(needed.value(0)), sizeof(Elf64_Verneed), 0};
            verneed.append(reinterpret_cast<const char *>(&library), sizeof library);
            for (const QByteArray &name : versions) {
                Elf64_Vernaux version{0, 0, 2, place(name), sizeof(Elf64_Vernaux)};
                verneed.append(reinterpret_cast<const char *>(&version), sizeof version);
            }
        }
        for (const QByteArray &name : needed)
            add(DT_NEEDED, place(name));
        if (!soname.isEmpty())
            add(DT_SONAME, place(soname));
        add(DT_STRTAB, stringsAt);
        add(DT_STRSZ, quint64(strings.size()));
        if (!versions.isEmpty()) {
            add(DT_VERNEED, verneedAt);
            add(DT_VERNEEDNUM, 1);
        }
        add(DT_NULL, 0);
        const quint64 dynamicAt = verneedAt + quint64(verneed.size());

        Elf64_Ehdr header{};
        std::memcpy(header.e_ident, ELFMAG, SELFMAG);
        header.e_ident[EI_CLASS] = ELFCLASS64;
        header.e_ident[EI_DATA] = ELFDATA2LSB;
        header.e_ident[EI_VERSION] = EV_CURRENT;
        header.e_type = ET_DYN;
        header.e_machine = machine;
        header.e_phoff = sizeof header;
        header.e_phentsize = sizeof(Elf64_Phdr);
        header.e_phnum = Elf64_Half(segments);
        QByteArray out(reinterpret_cast<const char *>(&header), sizeof header);
        const auto segment = [&](quint32 type, quint64 at, quint64 size) {
            Elf64_Phdr one{};
            one.p_type = type;
            one.p_offset = one.p_vaddr = at;
            one.p_filesz = one.p_memsz = size;
            out.append(reinterpret_cast<const char *>(&one), sizeof one);
        };
        segment(PT_LOAD, 0, dynamicAt + quint64(dynamic.size()));
        segment(PT_DYNAMIC, dynamicAt, quint64(dynamic.size()));
        if (!interpreter.isEmpty())
            segment(PT_INTERP, interpreterAt, quint64(interpreter.size()) + 1);
        out += strings + interpreter + '\0';
        out.append(qsizetype(verneedAt) - out.size(), '\0');
        return out + verneed + dynamic;
    }
};
