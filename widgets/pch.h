// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for everything under widgets/.
#pragma once
#include "../models/pch.h"
#include <QtWidgets>
